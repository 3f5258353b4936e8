"""What tests share: programs of the machine, independent readers."""
