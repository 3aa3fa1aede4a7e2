"""Make the packs of many schools: each school's row of a table in place of a ``school.toml``.

``schools`` turns the rows of a spreadsheet into schools, ``packs`` says what is to be made, and makes it on this computer,
``cluster`` and ``remote`` on others, and ``summary`` says what came of it.
"""
