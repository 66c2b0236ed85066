// Memory for the numbers of CPU tensors, kept for the next ones: training asks for the same sizes in every step.

#include "shim.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>
#include <c10/util/Exception.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <utility>

namespace {

// What libtorch aligns tensors to. Each block begins with as much for its header, so that the numbers stay aligned.
constexpr size_t kLine = 64;

struct alignas(kLine) Header {
  size_t size_class;
  size_t bytes;
  Header *next;
};

c10::Allocator *below;

Header *make(size_t size_class, size_t bytes) {
  // Sizes near 2^64 would come out as a block of a few bytes.
  TORCH_CHECK(bytes <= SIZE_MAX - sizeof(Header), "not enough memory: you tried to allocate ", bytes, " bytes");
  auto *header = static_cast<Header *>(below->raw_allocate(bytes + sizeof(Header)));
  header->size_class = size_class;
  header->bytes = bytes;
  return header;
}

void free_all(Header *first) {
  while (first != nullptr) {
    auto *next = first->next;
    below->raw_deallocate(first);
    first = next;
  }
}

// Small blocks: classes of whole lines, kept by each thread. libtorch asks for the memory of each tensor with
// posix_memalign, which glibc 2.36 answers from none of its caches: a fifth of the time of a small operator.
constexpr size_t kSmall = 16;
// Of one class and thread: more than a training step frees at once, and altogether about a megabyte.
constexpr uint32_t kMostOfAClass = 128;

enum class State { Fresh, Open, Closed };

struct Kept {
  std::array<Header *, kSmall> first;
  std::array<uint32_t, kSmall> count;
  State state;
};

// Without a destructor: tensors may outlive those of their thread.
thread_local Kept kept;

void open_kept() {
  struct Closer {
    ~Closer() {
      kept.state = State::Closed;
      // Emptied, for what the thread's other destructors make after this one.
      for (auto *&first : kept.first) free_all(std::exchange(first, nullptr));
    }
  };
  thread_local Closer closer;
  (void)closer;
  kept.state = State::Open;
}

Header *take_small(size_t size_class) {
  auto &own = kept;
  if (auto *header = own.first[size_class]) {
    own.first[size_class] = header->next;
    own.count[size_class]--;
    return header;
  }
  if (own.state == State::Fresh) open_kept();
  return make(size_class, (size_class + 1) * kLine);
}

void put_small(Header *header) {
  auto &own = kept;
  auto size_class = header->size_class;
  if (own.state != State::Open || own.count[size_class] == kMostOfAClass) {
    below->raw_deallocate(header);
    return;
  }
  header->next = own.first[size_class];
  own.first[size_class] = header;
  own.count[size_class]++;
}

// Large blocks: four classes from one power of two to the next, kept by the process. glibc's settings hold for its first
// heap and for blocks below 32 MiB alone: on a thread of its own, where organizations train, a convolution net's
// activations went back to the kernel after each step, thousands of page faults, a quarter of the throughput.
constexpr size_t kLarge = 96;
constexpr size_t kUnkept = kSmall + kLarge;
constexpr size_t kMostBytes = size_t{512} << 20;

struct Shelf {
  std::mutex gate;
  std::array<Header *, kLarge> first{};
  size_t bytes = 0;
};

// Never destroyed: tensors may be freed after the last line of main.
Shelf &shelf() {
  static auto *const made = new Shelf();
  return *made;
}

Header *take_large(size_t bytes) {
  auto last = bytes - 1;
  size_t power = 63 - __builtin_clzll(last);
  auto quarter = last >> (power - 2);
  auto place = (power - 10) * 4 + (quarter - 4);
  if (place >= kLarge) return make(kUnkept, bytes);
  auto &on = shelf();
  {
    std::lock_guard<std::mutex> lock(on.gate);
    if (auto *header = on.first[place]) {
      on.first[place] = header->next;
      on.bytes -= header->bytes;
      return header;
    }
  }
  return make(kSmall + place, (quarter + 1) << (power - 2));
}

void put_large(Header *header) {
  // One that would push out most of the others is none that a training step asks for again and again.
  if (header->size_class == kUnkept || header->bytes > kMostBytes / 4) {
    below->raw_deallocate(header);
    return;
  }
  auto &on = shelf();
  std::array<Header *, kLarge> old{};
  {
    std::lock_guard<std::mutex> lock(on.gate);
    // Full: of sizes that may not come again. All go, and what comes again is kept anew.
    if (on.bytes + header->bytes > kMostBytes) {
      std::swap(old, on.first);
      on.bytes = 0;
    }
    auto &first = on.first[header->size_class - kSmall];
    header->next = first;
    first = header;
    on.bytes += header->bytes;
  }
  for (auto *first : old) free_all(first);
}

void give_back(void *numbers) {
  if (numbers == nullptr) return;
  auto *header = static_cast<Header *>(numbers) - 1;
  header->size_class < kSmall ? put_small(header) : put_large(header);
}

// Every block has the same deleter: oneDNN's scratch memory needs it.
class Blocks final : public c10::Allocator {
 public:
  // The method is const in 1.13 and is not in newer versions: whichever is virtual there is overridden, without the word.
  c10::DataPtr allocate(size_t bytes) const {
    c10::Device cpu(c10::DeviceType::CPU);
    if (bytes == 0) return {nullptr, nullptr, &give_back, cpu};
    auto *header = bytes <= kSmall * kLine ? take_small((bytes - 1) / kLine) : take_large(bytes);
    return {header + 1, header + 1, &give_back, cpu};
  }

  c10::DataPtr allocate(size_t bytes) { return static_cast<const Blocks *>(this)->allocate(bytes); }

  c10::DeleterFnPtr raw_deleter() const override { return &give_back; }

  // Newer versions have it, purely virtual.
  void copy_data(void *to, const void *from, std::size_t bytes) const { std::memcpy(to, from, bytes); }
};

}  // namespace

void ec::keep_blocks() {
  // Never destroyed, for the same reason.
  static auto *const blocks = new Blocks();
  below = c10::GetCPUAllocator();
  c10::SetCPUAllocator(blocks, UINT8_MAX);
}
