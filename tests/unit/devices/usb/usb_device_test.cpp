#include "devices/usb/usb_device.hpp"

#include <gtest/gtest.h>

namespace yitang::devices {
namespace {

UsbDeviceInfo printer_with_a_lying_device_class() {
  UsbDeviceInfo device;
  device.vendor = 0x0483;
  device.product = 0x5743;
  const Pipe out{0x03, Direction::Out, PipeType::Bulk, 64};
  const Pipe in{0x84, Direction::In, PipeType::Bulk, 64};
  device.interfaces = {{0, 0, 2, 2, 1, {in}}, {1, 0, 7, 1, 2, {out, in}}, {1, 1, 7, 1, 1, {out}}};
  return device;
}

TEST(UsbMatch, FindsTheInterfaceByClass) {
  const UsbDeviceInfo device = printer_with_a_lying_device_class();
  const UsbInterfaceInfo* found = find_interface(device, UsbMatch::of_class(7));
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->number, 1);
  EXPECT_EQ(found->alternate_setting, 0);
}

TEST(UsbMatch, NeedsBothDirections) {
  EXPECT_EQ(find_interface(printer_with_a_lying_device_class(), UsbMatch::of_class(7, 1, 1)), nullptr);
}

TEST(UsbMatch, IdsAndClassMustBothFit) {
  const UsbDeviceInfo device = printer_with_a_lying_device_class();
  EXPECT_NE(find_interface(device, UsbMatch::ids(0x0483, 0x5743)), nullptr);
  EXPECT_EQ(find_interface(device, UsbMatch::ids(0x0483, 0x5744)), nullptr);
  EXPECT_EQ(find_interface(device, (UsbMatch{0x0483, 0x5743, 3, -1, -1})), nullptr);
}

TEST(UsbMatch, ARowThatSaysNothingFitsNothing) {
  EXPECT_EQ(find_interface(printer_with_a_lying_device_class(), UsbMatch{}), nullptr);
}

TEST(DeviceDescription, CountsPipesByDirection) {
  DeviceDescription description;
  description.pipes = {{0x81, Direction::In, PipeType::Bulk, 64},
                       {0x02, Direction::Out, PipeType::Bulk, 64},
                       {0x85, Direction::In, PipeType::Bulk, 64}};
  EXPECT_EQ(description.count(Direction::In), 2U);
  EXPECT_EQ(description.pipe(Direction::In, Channel::Second)->address, 0x85);
  EXPECT_EQ(description.pipe(Direction::Out, Channel::Second), nullptr);
}

}  // namespace
}  // namespace yitang::devices
