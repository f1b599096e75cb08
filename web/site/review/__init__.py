"""What an inspector thinks before the basis is shown: once a review, so that the list does not think for anybody."""
