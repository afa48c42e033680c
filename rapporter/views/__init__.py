"""Views of the reports room, one module per page or group of actions."""
