"""Reading published reports on the portal: upload or paste, marks and findings, several side by side, Excel. Nothing is stored."""
