"""What a list can be shown to be worth: estimates on labels it did not choose, and how sure they are."""
