// A disk that fails when told to: a SQLite VFS over the real one, for tests. While a FaultyDisk lives, every
// database opened by the program writes through it.
//
//   FaultyDisk disk;
//   disk.fail_after(7, SQLITE_FULL);   // seven more writes succeed, then none does
//
// One at a time; not thread-safe.
#pragma once

#include <sqlite3.h>

namespace avow::store {

class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
  void fail_after(int writes, int result_code);
  // From call number `calls` on, counted from 0 and from now: writes, truncations and syncs fail, and the
  // first that does puts half of its bytes down where the fault is a short write; or locks are refused, and
  // waiting for them takes no time.
  enum class Fault { full, error, short_write, locked };
  void fail_at(int calls, Fault fault);
  void heal();
  // Whether a call was refused since the last fail_after() or fail_at().
  [[nodiscard]] bool has_failed() const;

 private:
  sqlite3_vfs vfs_{};
};

}  // namespace avow::store
