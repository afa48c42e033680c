"""Import of a yearly plan from a workbook: the columns, safe reading, interpretation, writing and the template."""
