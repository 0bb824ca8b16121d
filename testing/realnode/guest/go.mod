module mechanic.dev/testing/guest

go 1.26
