import Glibc

// `coda-fuzz TARGET [libFuzzer options] CORPUS...`
exit(FuzzTarget.main(CommandLine.arguments))
