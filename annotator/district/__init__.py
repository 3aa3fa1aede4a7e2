"""Make the packs of many schools: each school's row of a table in place of a ``school.toml``.

``table`` reads the spreadsheet, ``schools`` turns its rows into schools, ``plan`` says what is to be made in which order,
``work`` makes one pack, ``local`` does so on the cores of this computer, and ``summary`` says what came of it.
"""
