"""The API: OpenAPI, derived from the declarations."""
