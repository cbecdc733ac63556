"""The dialogue card on the screen: eight steps, one at a time, for a group around one screen or typed over afterwards."""
