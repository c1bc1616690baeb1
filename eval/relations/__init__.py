"""Does the engine say rightly how two stories relate? Judged on labelled pairs that we wrote."""
