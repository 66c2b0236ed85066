// Memory for the numbers of small tensors, kept for the next one.

#include "shim.h"

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include <array>
#include <cstring>
#include <utility>

namespace {

// What libtorch aligns tensors to. Each block begins with as much for its header, so that the numbers stay aligned.
constexpr size_t kLine = 64;
constexpr size_t kClasses = 16;
constexpr size_t kLarge = kClasses;
// Of one class and thread: more than a training step frees at once, and altogether about a megabyte.
constexpr uint32_t kMost = 128;

struct alignas(kLine) Header {
  size_t size_class;
  Header *next;
};

enum class State { Fresh, Open, Closed };

struct Kept {
  std::array<Header *, kClasses> first;
  std::array<uint32_t, kClasses> count;
  State state;
};

c10::Allocator *below;

// Without a destructor: tensors may outlive those of their thread.
thread_local Kept kept;

struct Closer {
  ~Closer() {
    kept.state = State::Closed;
    for (auto *&first : kept.first) {
      // Emptied, for what the thread's other destructors make after this one.
      auto *header = std::exchange(first, nullptr);
      while (header != nullptr) {
        auto *next = header->next;
        below->raw_deallocate(header);
        header = next;
      }
    }
  }
};

void open_kept() {
  thread_local Closer closer;
  (void)closer;
  kept.state = State::Open;
}

void give_back(void *numbers) {
  if (numbers == nullptr) return;
  auto *header = static_cast<Header *>(numbers) - 1;
  auto size_class = header->size_class;
  auto &own = kept;
  if (size_class == kLarge || own.state != State::Open || own.count[size_class] == kMost) {
    below->raw_deallocate(header);
    return;
  }
  header->next = own.first[size_class];
  own.first[size_class] = header;
  own.count[size_class]++;
}

Header *take(size_t bytes) {
  if (bytes > kLine * kClasses) {
    auto *header = static_cast<Header *>(below->raw_allocate(bytes + sizeof(Header)));
    header->size_class = kLarge;
    return header;
  }
  auto size_class = (bytes - 1) / kLine;
  auto &own = kept;
  if (auto *header = own.first[size_class]) {
    own.first[size_class] = header->next;
    own.count[size_class]--;
    return header;
  }
  if (own.state == State::Fresh) open_kept();
  auto *header = static_cast<Header *>(below->raw_allocate((size_class + 1) * kLine + sizeof(Header)));
  header->size_class = size_class;
  return header;
}

// libtorch asks for the memory of each tensor with posix_memalign, which glibc 2.36 answers from none of its caches: a
// fifth of the time of a small operator. Every block has the same deleter, as oneDNN's scratch memory needs it.
class SmallBlocks final : public c10::Allocator {
 public:
  // The method is const in 1.13 and is not in newer versions: whichever is virtual there is overridden, without the word.
  c10::DataPtr allocate(size_t bytes) const {
    c10::Device cpu(c10::DeviceType::CPU);
    if (bytes == 0) return {nullptr, nullptr, &give_back, cpu};
    void *numbers = take(bytes) + 1;
    return {numbers, numbers, &give_back, cpu};
  }

  c10::DataPtr allocate(size_t bytes) { return static_cast<const SmallBlocks *>(this)->allocate(bytes); }

  c10::DeleterFnPtr raw_deleter() const override { return &give_back; }

  // Newer versions have it, purely virtual.
  void copy_data(void *to, const void *from, std::size_t bytes) const { std::memcpy(to, from, bytes); }
};

}  // namespace

void ec::keep_small_blocks() {
  // Never destroyed: tensors may be freed after the last line of main.
  static auto *const blocks = new SmallBlocks();
  below = c10::GetCPUAllocator();
  c10::SetCPUAllocator(blocks, UINT8_MAX);
}
