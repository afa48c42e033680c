"""The sign-in pages' forms: labels instead of placeholders, which vanish as soon as one types."""

from typing import Any

from allauth.account import forms as konto


class UtanPlatshallare:
    """Mixin: what the package says inside the fields stands in their labels already."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for falt in self.fields.values():
            falt.widget.attrs.pop("placeholder", None)


class InloggningForm(UtanPlatshallare, konto.LoginForm):
    """User name or e-mail address and password. The link for a forgotten password stands below the button."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Användarnamn eller e-postadress"
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class BytLosenordForm(UtanPlatshallare, konto.ChangePasswordForm):
    """Change the password: the present one and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].help_text = ""


class ValjLosenordForm(UtanPlatshallare, konto.SetPasswordForm):
    """Choose a password where none has been set."""


class GlomtLosenordForm(UtanPlatshallare, konto.ResetPasswordForm):
    """Ask for a link to choose a new password."""


class NyttLosenordForm(UtanPlatshallare, konto.ResetPasswordKeyForm):
    """Choose a new password from the link in the mail."""


class BekraftaForm(UtanPlatshallare, konto.ReauthenticateForm):
    """Give the password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
