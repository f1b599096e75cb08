"""Plans: what is drawn for inspection against capacity, and how likely each choice was.

The order of a draw: yearly duties (`duty.py`), the random arm (`random_arm.py`), the risk arm (`risk_arm.py`).

- `capacity.py`: how many inspections each division, form and team can make
- `rules.py`: what people have decided about drawing, from `rules.toml`
- `frame.py`: who can be drawn, and why some cannot
- `chance.py`: numbers from a seed; `pareto.py`: probabilities and the draw of the risk arm
- `joint.py`: what could be inspected together
- `drawing.py`: all of it in order
- `comparing.py`: a drawn plan against what is known later; `recounting.py`: what the scores would have been
"""
