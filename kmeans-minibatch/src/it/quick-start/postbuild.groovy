// What the quick start promises to print.
def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('labels [0, 0, 0, 1, 1, 1], inertia 16.0')
assert log.contains('(9, 3) belongs to cluster 1')
assert log =~ /mini-batch inertia \d+\.\d+/
return true
