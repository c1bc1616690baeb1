"""How fast it is: ratios within one run, since machines differ and are rarely quiet."""
