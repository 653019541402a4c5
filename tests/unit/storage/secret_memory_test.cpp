// Where keys are in memory while they are needed, and that they are nowhere afterwards. Each check runs in a
// process of its own, whose memory holds nothing of the other tests.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "key_file_support.hpp"
#include "storage/store_database.hpp"

namespace yitang::storage {
namespace {

using testing::host_in;
using testing::must;
using testing::TemporaryDirectory;

constexpr std::uint8_t kMask = 0xa5;

// A secret to look for, kept so that it cannot be found here.
Bytes masked(ByteView secret) {
  Bytes hidden(secret.begin(), secret.end());
  for (std::uint8_t& byte : hidden) byte ^= kMask;
  return hidden;
}

// The lower-case digits of the secret as SQLCipher is given them.
Bytes masked_digits(ByteView hidden) {
  Bytes digits;
  for (const std::uint8_t byte : hidden) {
    for (const int half : {(byte ^ kMask) >> 4, (byte ^ kMask) & 15}) {
      digits.push_back(static_cast<std::uint8_t>("0123456789abcdef"[half] ^ kMask));
    }
  }
  return digits;
}

// How often the secret lies in the memory that this process can write.
class MemorySearch {
 public:
  MemorySearch()
      : window_(static_cast<std::uint8_t*>(
            ::mmap(nullptr, kWindow, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))),
        memory_(::open("/proc/self/mem", O_RDONLY | O_CLOEXEC)) {
    ::madvise(window_, kWindow, MADV_DONTFORK);
  }
  MemorySearch(const MemorySearch&) = delete;
  MemorySearch& operator=(const MemorySearch&) = delete;
  ~MemorySearch() {
    ::munmap(window_, kWindow);
    ::close(memory_);
  }

  int count(const Bytes& hidden) {
    int found = 0;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
      std::istringstream fields(line);
      std::uintptr_t begin = 0;
      std::uintptr_t end = 0;
      char dash = 0;
      std::string rights;
      fields >> std::hex >> begin >> dash >> end >> rights;
      if (rights.compare(0, 2, "rw") == 0) found += count_between(begin, end, hidden);
    }
    return found;
  }

 private:
  static constexpr std::size_t kWindow = std::size_t{1} << 20;

  int count_between(std::uintptr_t begin, std::uintptr_t end, const Bytes& hidden) {
    const auto own = reinterpret_cast<std::uintptr_t>(window_);
    int found = 0;
    while (begin < end) {
      if (begin >= own && begin < own + kWindow) {  // what was read before would be found again
        begin = own + kWindow;
        continue;
      }
      std::uintptr_t stop = std::min(end, begin + kWindow);
      if (begin < own) stop = std::min(stop, std::max(own, begin));
      const ssize_t got = ::pread(memory_, window_, stop - begin, static_cast<off_t>(begin));
      if (got <= 0) return found;
      found += count_in(static_cast<std::size_t>(got), hidden);
      // One window overlaps the next, so that nothing is missed at its edge.
      const auto step = static_cast<std::uintptr_t>(got);
      begin +=
          step > 2 * hidden.size() && begin + step < end && begin + step != own ? step - hidden.size() : step;
    }
    return found;
  }

  int count_in(std::size_t size, const Bytes& hidden) {
    const auto equal = [](std::uint8_t in_memory, std::uint8_t hidden_byte) {
      return in_memory == (hidden_byte ^ kMask);
    };
    int found = 0;
    const std::uint8_t* const last = window_ + size;
    for (const std::uint8_t* at = window_; at < last; ++found, ++at) {
      at = std::search(at, last, hidden.begin(), hidden.end(), equal);
      if (at == last) break;
    }
    return found;
  }

  std::uint8_t* window_;
  int memory_;
};

// The exit code of `work` in a child process; 0 is good.
template <class Work>
int in_child(const Work& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 99;
    try {
      code = work();
    } catch (const std::exception&) {
      code = 98;
    }
    ::_exit(code);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 97;
}

// "lo dd ..." of the mapping that holds this address.
std::string mapping_flags(const void* address) {
  std::ifstream maps("/proc/self/smaps");
  bool inside = false;
  for (std::string line; std::getline(maps, line);) {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    char dash = 0;
    std::istringstream fields(line);
    if (fields >> std::hex >> begin >> dash >> end && dash == '-') {
      const auto wanted = reinterpret_cast<std::uintptr_t>(address);
      inside = wanted >= begin && wanted < end;
    } else if (inside && line.rfind("VmFlags:", 0) == 0) {
      return line.substr(8) + " ";
    }
  }
  return {};
}

TEST(SecretMemory, KeysAreNeverSwappedAndNeverDumped) {
  const TemporaryDirectory directory;
  SystemRandom random;
  const KeyFile keys = must(KeyFile::create(directory / "keys", host_in(directory), random));
  for (const SecretBytes* key : {&keys.keys().database_key, &keys.keys().database_salt,
                                 &keys.keys().blind_index_key, &keys.keys().signing_seed}) {
    const std::string flags = mapping_flags(key->view().data());
    EXPECT_NE(flags.find(" lo "), std::string::npos) << "not locked:" << flags;
    EXPECT_NE(flags.find(" dd "), std::string::npos) << "would be dumped:" << flags;
  }
}

TEST(SecretMemory, NothingIsLeftOfTheKeysWhenTheKeyFileIsGone) {
  const TemporaryDirectory directory;
  const int verdict = in_child([&directory] {
    const auto path = directory / "keys";
    const HostBinding host = host_in(directory);
    SystemRandom random;
    MemorySearch search;
    std::vector<Bytes> hidden;
    {
      KeyFile keys = must(KeyFile::create(path, host, random));
      must(keys.add_passphrase_slot(testing::secret_text("a phrase of words"), kLeastPassphraseCost, random,
                                    1));
      must(keys.rotate(
          [&host] {
            HostBinding with_phrase = host;
            with_phrase.passphrase =
                std::make_shared<const SecretBytes>(testing::secret_text("a phrase of words"));
            return with_phrase;
          }(),
          random));
      for (const SecretBytes* key :
           {&keys.keys().database_key, &keys.keys().blind_index_key, &keys.keys().signing_seed}) {
        hidden.push_back(masked(key->view()));
        if (search.count(hidden.back()) != 1) return 1;  // the search finds it, and finds no copy
      }
    }
    for (const Bytes& key : hidden) {
      if (search.count(key) != 0) return 2;
    }
    {
      const KeyFile opened = must(KeyFile::open(path, host));
      if (search.count(hidden.front()) != 1) return 3;
    }
    for (const Bytes& key : hidden) {
      if (search.count(key) != 0) return 4;
    }
    return 0;
  });
  EXPECT_EQ(verdict, 0);
}

TEST(SecretMemory, NothingIsLeftOfTheDatabaseKeyWhenTheDatabaseIsClosed) {
  const TemporaryDirectory directory;
  const int verdict = in_child([&directory] {
    SystemRandom random;
    MemorySearch search;
    Bytes hidden;
    {
      KeyFile keys = must(KeyFile::create(directory / "keys", host_in(directory), random));
      hidden = masked(keys.keys().database_key.view());
      Database database = must(open_database(keys, directory / "db", OpenMode::CreateIfMissing, random));
      must(database.exec("CREATE TABLE t (v TEXT); INSERT INTO t VALUES ('x')"));
      if (search.count(hidden) < 2) return 1;  // ours and SQLCipher's
    }
    if (search.count(hidden) != 0) return 2;
    if (search.count(masked_digits(hidden)) != 0) return 3;
    return 0;
  });
  EXPECT_EQ(verdict, 0);
}

}  // namespace
}  // namespace yitang::storage
