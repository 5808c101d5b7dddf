"""The desk: what a county's staff work with. Every page is gated (`gate.desk`)."""
