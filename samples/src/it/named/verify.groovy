assert new File(basedir, 'build.log').text.contains('sold [lamp], left 9')
