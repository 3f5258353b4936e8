"""Word files as packages of XML: opened safely, written without a clock, recognised again."""
