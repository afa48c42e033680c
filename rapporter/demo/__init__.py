"""The demonstration municipality Älvhamra: fictional people, units, cases and plans, the same at every loading."""
