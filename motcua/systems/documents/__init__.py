"""Documents: written, signed, numbered, issued; received, registered, assigned, handled and filed."""
