from tests.atkomst.rad import Rad

RADER = {
    "start": Rad(),
    "utkast": Rad(metod="post", annars=400, oppen=True),
    "om_tillganglighet": Rad(oppen=True),
    "om_personuppgifter": Rad(oppen=True),
}
