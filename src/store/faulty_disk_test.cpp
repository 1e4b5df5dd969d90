#include "store/faulty_disk.hpp"

#include <array>

namespace avow::store {
namespace {

// SQLite calls through plain function pointers, so what the shim knows lives here, set by the one FaultyDisk.
sqlite3_vfs* real_vfs = nullptr;
int writes_left = -1;  // negative: never fails
int failure = SQLITE_OK;
bool refused = false;
bool halves = false;  // the write that fails puts half of its bytes down
int locks_left = -1;  // negative: none is refused

bool refuse() {
  if (writes_left < 0) return false;
  if (writes_left > 0) {
    --writes_left;
    return false;
  }
  refused = true;
  return true;
}

// SQLite has several method tables (files that are locked and files that are not); each gets its own slot.
struct Slot {
  const sqlite3_io_methods* real = nullptr;
  sqlite3_io_methods faulty{};
};
std::array<Slot, 4> slots;

template <std::size_t I>
int faulty_write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  if (!refuse()) return slots[I].real->xWrite(file, bytes, count, offset);
  if (halves) static_cast<void>(slots[I].real->xWrite(file, bytes, count / 2, offset));
  return failure;
}

template <std::size_t I>
int faulty_truncate(sqlite3_file* file, sqlite3_int64 size) {
  return refuse() ? failure : slots[I].real->xTruncate(file, size);
}

bool refuse_lock() {
  if (locks_left < 0) return false;
  if (locks_left > 0) {
    --locks_left;
    return false;
  }
  refused = true;
  return true;
}

// Nobody waits for a lock that will not be given.
int faulty_sleep(sqlite3_vfs* vfs, int microseconds) {
  static_cast<void>(vfs);
  return locks_left >= 0 ? microseconds : real_vfs->xSleep(real_vfs, microseconds);
}

template <std::size_t I>
int faulty_lock(sqlite3_file* file, int level) {
  return refuse_lock() ? SQLITE_BUSY : slots[I].real->xLock(file, level);
}

template <std::size_t I>
int faulty_shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  if ((static_cast<unsigned>(flags) & SQLITE_SHM_LOCK) != 0 && refuse_lock()) return SQLITE_BUSY;
  return slots[I].real->xShmLock(file, offset, count, flags);
}

template <std::size_t I>
int faulty_sync(sqlite3_file* file, int flags) {
  return refuse() ? failure : slots[I].real->xSync(file, flags);
}

template <std::size_t I>
bool wrap(sqlite3_file* file) {
  Slot& slot = slots[I];
  if (slot.real == nullptr) {
    slot.real = file->pMethods;
    slot.faulty = *slot.real;
    slot.faulty.xWrite = faulty_write<I>;
    slot.faulty.xSync = faulty_sync<I>;
    slot.faulty.xTruncate = faulty_truncate<I>;
    slot.faulty.xLock = faulty_lock<I>;
    if (slot.real->iVersion >= 2 && slot.real->xShmLock != nullptr) slot.faulty.xShmLock = faulty_shm_lock<I>;
  }
  if (file->pMethods != slot.real) return false;
  file->pMethods = &slot.faulty;
  return true;
}

int faulty_open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* out_flags) {
  static_cast<void>(vfs);
  const int result = real_vfs->xOpen(real_vfs, name, file, flags, out_flags);
  if (result != SQLITE_OK || file->pMethods == nullptr) return result;
  static_cast<void>(wrap<0>(file) || wrap<1>(file) || wrap<2>(file) || wrap<3>(file));
  return result;
}

}  // namespace

FaultyDisk::FaultyDisk() {
  real_vfs = sqlite3_vfs_find(nullptr);
  vfs_ = *real_vfs;
  vfs_.zName = "avow-faulty";
  vfs_.xOpen = faulty_open;
  vfs_.xSleep = faulty_sleep;
  sqlite3_vfs_register(&vfs_, 1);
  heal();
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&vfs_);
  sqlite3_vfs_register(real_vfs, 1);
}

void FaultyDisk::fail_after(int writes, int result_code) {
  writes_left = writes;
  failure = result_code;
  refused = false;
  halves = false;
  locks_left = -1;
}

void FaultyDisk::fail_at(int calls, Fault fault) {
  const bool lock = fault == Fault::locked;
  fail_after(lock ? -1 : calls, fault == Fault::error ? SQLITE_IOERR_WRITE : SQLITE_FULL);
  halves = fault == Fault::short_write;
  if (lock) locks_left = calls;
}

void FaultyDisk::heal() {
  writes_left = -1;
  locks_left = -1;
}

bool FaultyDisk::has_failed() const {
  return refused;
}

}  // namespace avow::store
