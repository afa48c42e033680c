"""Pages of the contracts' and audits' rooms, one module per subject."""
