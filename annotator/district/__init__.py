"""Make the packs of many schools from one table, whose rows take the place of ``school.toml`` files.

``schools`` turns the rows of a spreadsheet into schools, ``packs`` plans the packs and makes them on this computer, ``cluster``
and ``remote`` make them on others, and ``summary`` reports the results.
"""
