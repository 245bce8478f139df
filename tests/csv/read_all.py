# read_all.py CHECKOUT FILE...: pandas.read_csv on every CSV file; each must come out with the types that it holds.
import pathlib
import sys

import pandas

checkout, more = pathlib.Path(sys.argv[1]), [pathlib.Path(f) for f in sys.argv[2:]]
files = sorted((checkout / "results").rglob("*.csv"))
assert len(files) >= 19, files
for file in files + more:
    table = pandas.read_csv(file, comment="#")  # spectra say in comments where they come from
    lines = [line for line in file.read_text().splitlines() if line and not line.startswith("#")]
    assert len(table) == len(lines) - 1, (file, len(table), len(lines))
    assert not any(str(column).startswith("Unnamed") for column in table.columns), (file, table.columns)
    if file.name == "numbers.csv":
        assert list(table.columns) == ["row", "column", "stated", "counted", "ours", "verdict"], file
        assert table["ours"].dtype == float or table["ours"].dtype == int, (file, table["ours"].dtype)
        assert table["row"].notna().all() and table["column"].notna().all(), file
    else:
        assert all(kind.kind in "if" for kind in table.dtypes), (file, table.dtypes)
    print(f"{file}: {len(table)} rows")
