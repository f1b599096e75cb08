"""Kolada: inhabitants of every municipality by year, and its group of similar municipalities."""
