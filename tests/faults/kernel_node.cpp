#include "kernel_node.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/hidraw.h>
#include <linux/input.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace yitang::faults {

namespace {

std::string hex_of(const Bytes& bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02X}", byte);
  return text;
}

std::string root_of(UMockdevTestbed* testbed) {
  gchar* directory = umockdev_testbed_get_root_dir(testbed);
  std::string result = directory;
  g_free(directory);
  return result;
}

// Without a node ("N:"): umockdev would put a terminal of its own there, and a program that is quick opens
// that one. Ours is there first.
std::string hidraw_description(int number, std::uint16_t vendor, std::uint16_t product,
                               const Bytes& descriptor) {
  const std::string parent = fmt::format("/devices/virtual/hid{}", number);
  return fmt::format(
      "P: {0}\nE: SUBSYSTEM=hid\nE: HID_ID=0003:{1:08X}:{2:08X}\nH: report_descriptor={3}\n\n"
      "P: {0}/hidraw/hidraw{4}\nE: SUBSYSTEM=hidraw\nE: DEVNAME=/dev/hidraw{4}\nL: "
      "device=../../../hid{4}\n",
      parent, vendor, product, hex_of(descriptor), number);
}

std::string keyboard_description(int number, std::uint16_t vendor, std::uint16_t product) {
  return fmt::format(
      "P: /devices/virtual/input/input{0}\nE: SUBSYSTEM=input\nA: id/vendor={1:04x}\\n\nA: "
      "id/product={2:04x}\\n\n\n"
      "P: /devices/virtual/input/input{0}/event{0}\nE: SUBSYSTEM=input\n"
      "E: DEVNAME=/dev/input/event{0}\nL: device=../../input{0}\n",
      number, vendor, product);
}

}  // namespace

KernelNode::KernelNode(UMockdevTestbed* testbed, std::string node, std::string path, std::string description)
    : testbed_(testbed),
      node_(std::move(node)),
      path_(std::move(path)),
      description_(std::move(description)) {}

KernelNode::~KernelNode() {
  if (handler_ != nullptr) {
    umockdev_testbed_detach_ioctl(testbed_, ("/dev/" + node_).c_str(), nullptr);
    g_object_unref(handler_);
  }
  if (fifo_ >= 0) close(fifo_);
}

bool KernelNode::plug() {
  { const std::scoped_lock made(mutex_); }
  handler_ = umockdev_ioctl_base_new();
  g_signal_connect(handler_, "handle-ioctl", G_CALLBACK(&KernelNode::ioctl_signal), this);
  g_signal_connect(handler_, "handle-read", G_CALLBACK(&KernelNode::read_signal), this);
  g_signal_connect(handler_, "handle-write", G_CALLBACK(&KernelNode::write_signal), this);
  g_signal_connect(handler_, "client-vanished", G_CALLBACK(&KernelNode::client_gone), this);
  const std::string path = root_of(testbed_) + "/dev/" + node_;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  if (umockdev_testbed_attach_ioctl(testbed_, ("/dev/" + node_).c_str(), handler_, nullptr) == FALSE ||
      mkfifo(path.c_str(), 0666) != 0) {
    return false;
  }
  const std::scoped_lock lock(mutex_);
  fifo_ = open(path.c_str(), O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fifo_ < 0) return false;
  present_ = true;
  return umockdev_testbed_add_from_string(testbed_, description_.c_str(), nullptr) != FALSE;
}

void KernelNode::unplug() {
  umockdev_testbed_remove_device(testbed_, ("/sys" + path_).c_str());
  unlink((root_of(testbed_) + "/dev/" + node_).c_str());
  const std::scoped_lock lock(mutex_);
  present_ = false;
  // Readers of the FIFO see its end; who reads by us is woken and told.
  if (write(fifo_, "x", 1) < 0) {
  }
  if (!reads_here()) {
    close(fifo_);
    fifo_ = -1;
  }
}

int KernelNode::give(UMockdevIoctlData* argument, const void* data, std::size_t size, std::size_t room) {
  UMockdevIoctlData* target = umockdev_ioctl_data_resolve(argument, 0, static_cast<gsize>(room), nullptr);
  if (target == nullptr) return -EFAULT;
  std::memset(target->data, 0, room);
  std::memcpy(target->data, data, std::min(size, room));
  g_object_unref(target);
  return static_cast<int>(std::min(size, room));
}

gboolean KernelNode::ioctl_signal(UMockdevIoctlBase* /*base*/, UMockdevIoctlClient* client, gpointer self) {
  auto* node = static_cast<KernelNode*>(self);
  const std::scoped_lock lock(node->mutex_);
  const unsigned long request = umockdev_ioctl_client_get_request(client) & 0xFFFFFFFFUL;
  const int result =
      node->present_ ? node->on_ioctl(request, umockdev_ioctl_client_get_arg(client)) : -ENODEV;
  umockdev_ioctl_client_complete(client, result < 0 ? -1 : result, result < 0 ? -result : 0);
  return TRUE;
}

gboolean KernelNode::read_signal(UMockdevIoctlBase* /*base*/, UMockdevIoctlClient* client, gpointer self) {
  auto* node = static_cast<KernelNode*>(self);
  if (!node->reads_here()) return FALSE;
  const std::scoped_lock lock(node->mutex_);
  const int result = node->present_ ? node->on_read(umockdev_ioctl_client_get_arg(client)) : -EIO;
  umockdev_ioctl_client_complete(client, result < 0 ? -1 : result, result < 0 ? -result : 0);
  return TRUE;
}

gboolean KernelNode::write_signal(UMockdevIoctlBase* /*base*/, UMockdevIoctlClient* client, gpointer self) {
  auto* node = static_cast<KernelNode*>(self);
  const std::scoped_lock lock(node->mutex_);
  const UMockdevIoctlData* data = umockdev_ioctl_client_get_arg(client);
  const int result =
      node->present_ ? node->on_write({data->data, static_cast<std::size_t>(data->data_len)}) : -ENODEV;
  umockdev_ioctl_client_complete(client, result < 0 ? -1 : result, result < 0 ? -result : 0);
  return TRUE;
}

void KernelNode::client_gone(UMockdevIoctlBase* /*base*/, UMockdevIoctlClient* /*client*/, gpointer self) {
  auto* node = static_cast<KernelNode*>(self);
  const std::scoped_lock lock(node->mutex_);
  node->forget_client();
}

HidrawNode::HidrawNode(UMockdevTestbed* testbed, int number, std::uint16_t vendor, std::uint16_t product,
                       Bytes descriptor, std::function<std::vector<Bytes>(ByteView)> answer)
    : KernelNode(testbed, fmt::format("hidraw{}", number),
                 fmt::format("/devices/virtual/hid{0}/hidraw/hidraw{0}", number),
                 hidraw_description(number, vendor, product, descriptor)),
      vendor_(vendor),
      product_(product),
      descriptor_(std::move(descriptor)),
      answer_(std::move(answer)) {}

int HidrawNode::on_ioctl(unsigned long request, UMockdevIoctlData* argument) {
  if (request == HIDIOCGRDESCSIZE) {
    const int size = static_cast<int>(descriptor_.size());
    return std::min(0, give(argument, &size, sizeof size, sizeof size));
  }
  if (request == HIDIOCGRDESC) {
    hidraw_report_descriptor whole{};
    whole.size = static_cast<__u32>(descriptor_.size());
    std::copy(descriptor_.begin(), descriptor_.end(), whole.value);
    return std::min(0, give(argument, &whole, sizeof whole, sizeof whole));
  }
  if (request == HIDIOCGRAWINFO) {
    const hidraw_devinfo info{BUS_USB, static_cast<__s16>(vendor_), static_cast<__s16>(product_)};
    return std::min(0, give(argument, &info, sizeof info, sizeof info));
  }
  return -ENOTTY;
}

int HidrawNode::on_read(UMockdevIoctlData* buffer) {
  if (reports_.empty()) return -EAGAIN;
  const Bytes report = std::move(reports_.front());
  reports_.pop_front();
  const std::size_t size = std::min(report.size(), static_cast<std::size_t>(buffer->data_len));
  std::memcpy(buffer->data, report.data(), size);
  show_readiness();
  return static_cast<int>(size);
}

int HidrawNode::on_write(ByteView data) {
  if (answer_) {
    for (Bytes& report : answer_(data)) reports_.push_back(std::move(report));
    show_readiness();
  }
  return static_cast<int>(data.size());
}

void HidrawNode::send(const std::vector<Bytes>& reports) {
  const std::scoped_lock lock(mutex_);
  reports_.insert(reports_.end(), reports.begin(), reports.end());
  show_readiness();
}

void HidrawNode::show_readiness() {
  char rest[64];
  while (read(fifo_, rest, sizeof rest) > 0) {
  }
  if (!reports_.empty() && write(fifo_, "x", 1) < 0) {
  }
}

KeyboardNode::KeyboardNode(UMockdevTestbed* testbed, int number, std::uint16_t vendor, std::uint16_t product)
    : KernelNode(testbed, fmt::format("input/event{}", number),
                 fmt::format("/devices/virtual/input/input{0}/event{0}", number),
                 keyboard_description(number, vendor, product)),
      vendor_(vendor),
      product_(product) {}

int KeyboardNode::on_ioctl(unsigned long request, UMockdevIoctlData* argument) {
  const std::size_t room = _IOC_SIZE(request);
  if (_IOC_TYPE(request) != 'E') return -ENOTTY;
  if (request == EVIOCGID) {
    const input_id id{BUS_USB, vendor_, product_, 1};
    return std::min(0, give(argument, &id, sizeof id, sizeof id));
  }
  if (request == EVIOCGRAB) {
    long wanted = 0;
    std::memcpy(&wanted, argument->data, sizeof wanted);
    if (wanted != 0 && grabbed_) return -EBUSY;
    grabbed_ = wanted != 0;
    return 0;
  }
  if (request == EVIOCGVERSION) {
    const int version = EV_VERSION;
    return std::min(0, give(argument, &version, sizeof version, sizeof version));
  }
  if (_IOC_NR(request) == _IOC_NR(EVIOCGNAME(0))) {
    constexpr std::string_view name("Simulated keyboard scanner\0", 27);
    return give(argument, name.data(), name.size(), room);
  }
  if (_IOC_NR(request) == _IOC_NR(EVIOCGBIT(0, 0))) {
    const Bytes types{1U << EV_SYN | 1U << EV_KEY, 0, 1U << (EV_LED - 16)};
    return give(argument, types.data(), types.size(), room);
  }
  if (_IOC_NR(request) == _IOC_NR(EVIOCGBIT(EV_KEY, 0))) {
    const Bytes all(KEY_CNT / 8, 0xFF);
    return give(argument, all.data(), all.size(), room);
  }
  // Lamps and the rest: none lit, none known.
  if (_IOC_NR(request) == _IOC_NR(EVIOCGLED(0)) || _IOC_NR(request) == _IOC_NR(EVIOCGPROP(0)) ||
      _IOC_NR(request) == _IOC_NR(EVIOCGKEY(0)) || _IOC_NR(request) == _IOC_NR(EVIOCGBIT(EV_LED, 0))) {
    const Bytes dark(room);
    return give(argument, dark.data(), dark.size(), room);
  }
  return -EINVAL;
}

bool KeyboardNode::type(const std::vector<devices::KeyEvent>& events) {
  const Bytes bytes = devices::encode_key_events(events);
  const std::scoped_lock lock(mutex_);
  return present_ && write(fifo_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
}

bool KeyboardNode::grabbed() {
  const std::scoped_lock lock(mutex_);
  return grabbed_;
}

}  // namespace yitang::faults
