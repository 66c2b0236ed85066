"""Loads a CSV file of numbers as a Python user would: numpy.loadtxt, or the csv module where numpy is not installed."""
import json
import resource
import sys
import time

begin = time.perf_counter()
path = sys.argv[1]
try:
    if sys.argv[2] == "csv":
        raise ImportError
    import numpy

    begin = time.perf_counter()
    values = numpy.loadtxt(path, delimiter=",", skiprows=1)
    reader, rows, total = f"numpy {numpy.__version__} loadtxt", values.shape[0], float(values.sum())
except ImportError:
    import csv
    from array import array

    values, rows = array("d"), 0
    with open(path, newline="", encoding="utf-8") as file:
        lines = csv.reader(file)
        next(lines)
        for line in lines:
            values.extend(map(float, line))
            rows += 1
    reader, total = f"csv module of Python {sys.version_info.major}.{sys.version_info.minor}", sum(values)

wall = time.perf_counter() - begin
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"Reader": reader, "Rows": rows, "Sum": total, "Wall": wall, "Cpu": usage.ru_utime + usage.ru_stime, "PeakBytes": usage.ru_maxrss * 1024}))
