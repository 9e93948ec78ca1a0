"""What the recipes share: sources, teachers, pictures with labels, augmentation, the training loop, export."""
