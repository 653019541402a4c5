// Device nodes as the kernel's hidraw and evdev show them, made with umockdev: ioctls, reads and writes
// answered by us, entries in /sys. The program under test uses open, poll, read and ioctl as they are.
#pragma once

#include <umockdev.h>

#include <deque>
#include <functional>
#include <mutex>
#include <string>

#include "devices/evdev/key_event.hpp"
#include "devices/transport.hpp"

namespace yitang::faults {

using devices::Bytes;
using devices::ByteView;

// What both kinds share: a FIFO in place of the node (so that poll() waits), the handler, plug and unplug.
class KernelNode {
 public:
  virtual ~KernelNode();
  KernelNode(const KernelNode&) = delete;
  KernelNode& operator=(const KernelNode&) = delete;

  bool plug();  // false: the node cannot be made
  void unplug();
  [[nodiscard]] std::string path() const { return "/dev/" + node_; }

 protected:
  // `node` below /dev; `path` below /sys of the device that `description` (in umockdev's notation) makes
  // last.
  KernelNode(UMockdevTestbed* testbed, std::string node, std::string path, std::string description);

  // With mutex_ held. 0 or more: the result; below 0: a negative errno.
  virtual int on_ioctl(unsigned long request, UMockdevIoctlData* argument) = 0;
  virtual bool reads_here() const = 0;  // else the FIFO's own content is what is read
  virtual int on_read(UMockdevIoctlData* buffer) = 0;
  virtual int on_write(ByteView data) = 0;
  // Copies to what the client's argument points to; answers its size.
  static int give(UMockdevIoctlData* argument, const void* data, std::size_t size, std::size_t room);

  // One for all nodes, older than any of them: what the constructors wrote is handed over by it, since how
  // GLib hands a node to its thread is invisible to ThreadSanitizer.
  inline static std::mutex mutex_;
  int fifo_ = -1;
  bool present_ = false;

 private:
  static gboolean ioctl_signal(UMockdevIoctlBase* base, UMockdevIoctlClient* client, gpointer self);
  static gboolean read_signal(UMockdevIoctlBase* base, UMockdevIoctlClient* client, gpointer self);
  static gboolean write_signal(UMockdevIoctlBase* base, UMockdevIoctlClient* client, gpointer self);
  static void client_gone(UMockdevIoctlBase* base, UMockdevIoctlClient* client, gpointer self);
  virtual void forget_client() {}

  UMockdevTestbed* testbed_;
  UMockdevIoctlBase* handler_ = nullptr;
  std::string node_;
  std::string path_;
  std::string description_;
};

class HidrawNode final : public KernelNode {
 public:
  // `answer` gets each report that the program writes and gives the reports that answer it.
  HidrawNode(UMockdevTestbed* testbed, int number, std::uint16_t vendor, std::uint16_t product,
             Bytes descriptor, std::function<std::vector<Bytes>(ByteView)> answer = {});
  void send(const std::vector<Bytes>& reports);

 private:
  int on_ioctl(unsigned long request, UMockdevIoctlData* argument) override;
  bool reads_here() const override { return true; }
  int on_read(UMockdevIoctlData* buffer) override;
  int on_write(ByteView data) override;
  void show_readiness();

  std::uint16_t vendor_;
  std::uint16_t product_;
  Bytes descriptor_;
  std::function<std::vector<Bytes>(ByteView)> answer_;
  std::deque<Bytes> reports_;
};

class KeyboardNode final : public KernelNode {
 public:
  KeyboardNode(UMockdevTestbed* testbed, int number, std::uint16_t vendor, std::uint16_t product);
  bool type(const std::vector<devices::KeyEvent>& events);
  bool grabbed();

 private:
  int on_ioctl(unsigned long request, UMockdevIoctlData* argument) override;
  bool reads_here() const override { return false; }
  int on_read(UMockdevIoctlData* /*buffer*/) override { return -EIO; }
  int on_write(ByteView /*data*/) override { return -EINVAL; }
  void forget_client() override { grabbed_ = false; }

  std::uint16_t vendor_;
  std::uint16_t product_;
  bool grabbed_ = false;
};

}  // namespace yitang::faults
