"""A series as a picture and as files: chart, CSV, SDMX-CSV, workbook and Data Package."""
