"""Pure models: values in, a frozen result out. NumPy only."""
