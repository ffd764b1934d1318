"""The only room with SQL: schema, migrations, rows in and records out, filters."""
