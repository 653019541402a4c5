// libpinyin 2.8.1 does not give back three Berkeley DB handles when a context ends; ours is opened once per
// program run. Leaks of our own code are still found.
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "leak:libdb-5.3.so\n";
}
