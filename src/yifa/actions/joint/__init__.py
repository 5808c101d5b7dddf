"""The county's joint inspection plan, from the departments' filings to what is published."""
