String log = new File(basedir, 'build.log').text
assert log.contains('sold [lamp], left 9')
assert log.contains('sold [lamp, lamp], left 8')
