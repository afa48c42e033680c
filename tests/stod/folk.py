"""The named people of the tests, their units and roles."""
