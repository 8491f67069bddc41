String log = new File(basedir, 'build.log').text
[
  /Leaks\.java:\[\d+,\d+\] \[emery\.escape\] /,
  /Leaks\.java:\[\d+,\d+\] \[emery\.txin\] /,
  /Leaks\.java:\[\d+,\d+\] \[emery\.journal\] /,
].each { message ->
  assert log =~ message
}
return true
