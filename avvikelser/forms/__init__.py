"""Forms of the cases, one module per occasion."""
