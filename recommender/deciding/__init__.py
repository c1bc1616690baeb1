"""What goes with a decision: what is refused, what is cautioned against, what follows, exports."""
