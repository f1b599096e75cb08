"""The graph: one module a layer, each with the assets and checks of that layer, loaded as a whole.

Logic is written and tested in the packages below; what stands here says what there is, what it rests on and who
answers for it.
"""
