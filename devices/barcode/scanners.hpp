// Code sources: scanners over a transport, and a source that is fed pictures.
#pragma once

#include <deque>
#include <memory>

#include "devices/barcode/code_finder.hpp"
#include "devices/barcode/code_source.hpp"
#include "devices/barcode/hid_pos.hpp"
#include "devices/barcode/stream_parser.hpp"
#include "devices/barcode/wedge.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// For poll(): long enough that a thread which does nothing else wakes five times a second only.
inline constexpr milliseconds kRestfulWait{200};

// What scanners over a transport have in common. poll() waits at most `wait` for the first byte, takes what
// has arrived, and tells a code that was refused (Malformed) once.
class TransportScanner : public CodeSource {
 public:
  Result<std::optional<ScannedCode>> poll() final;
  void discard() final;
  [[nodiscard]] bool waits() const final { return wait_ >= kRestfulWait; }

 protected:
  TransportScanner(std::unique_ptr<Transport> transport, const Clock& clock, milliseconds wait)
      : transport_(std::move(transport)), clock_(clock), wait_(wait) {}

  // Bytes of one read; codes that ended go to `ready`.
  virtual void take(ByteView bytes, TimePoint now, std::deque<ScannedCode>& ready) = 0;
  virtual void pass_time(TimePoint now, std::deque<ScannedCode>& ready) = 0;
  // A read failed, yet the scanner is there: something may be missing.
  virtual void spoil(TimePoint now) = 0;
  virtual void forget() = 0;
  [[nodiscard]] virtual std::size_t dropped() const = 0;

 private:
  std::unique_ptr<Transport> transport_;
  const Clock& clock_;
  milliseconds wait_;
  std::deque<ScannedCode> ready_;
  std::size_t told_ = 0;  // of dropped()
};

// A scanner that delivers bytes (CDC or serial).
class StreamScanner final : public TransportScanner {
 public:
  StreamScanner(std::unique_ptr<Transport> transport, const Clock& clock, StreamRule rule = {},
                milliseconds wait = milliseconds{20});

 private:
  void take(ByteView bytes, TimePoint now, std::deque<ScannedCode>& ready) override;
  void pass_time(TimePoint now, std::deque<ScannedCode>& ready) override;
  void spoil(TimePoint now) override { parser_.spoil(now); }
  void forget() override { parser_.discard(); }
  [[nodiscard]] std::size_t dropped() const override { return parser_.dropped(); }

  CodeStreamParser parser_;
};

// A scanner that types, over a transport of key events (evdev/). Without its suffix nothing is taken.
class WedgeScanner final : public TransportScanner {
 public:
  WedgeScanner(std::unique_ptr<Transport> transport, const Clock& clock, StreamRule rule = wedge_rule(),
               milliseconds wait = milliseconds{20});
  // Enter ends a code; half a second without a key drops it.
  [[nodiscard]] static StreamRule wedge_rule();

 private:
  void take(ByteView bytes, TimePoint now, std::deque<ScannedCode>& ready) override;
  void pass_time(TimePoint now, std::deque<ScannedCode>& ready) override;
  void spoil(TimePoint now) override;
  void forget() override { parser_.discard(); }
  [[nodiscard]] std::size_t dropped() const override { return parser_.dropped(); }

  WedgeDecoder decoder_;
  CodeStreamParser parser_;
};

// A scanner in HID POS mode, over a transport of reports.
class HidPosScanner final : public TransportScanner {
 public:
  // Errors: Malformed (report descriptor), NotSupported (no bar code scanner).
  static Result<std::unique_ptr<CodeSource>> create(std::unique_ptr<Transport> transport, const Clock& clock,
                                                    CharsetRule charset = CharsetRule::Auto,
                                                    milliseconds wait = milliseconds{20});

 private:
  HidPosScanner(std::unique_ptr<Transport> transport, const Clock& clock, const HidPosLayout& layout,
                CharsetRule charset, milliseconds wait);
  void take(ByteView bytes, TimePoint now, std::deque<ScannedCode>& ready) override;
  void pass_time(TimePoint now, std::deque<ScannedCode>& ready) override;
  void spoil(TimePoint now) override { assembler_.spoil(now); }
  void forget() override { assembler_.discard(); }
  [[nodiscard]] std::size_t dropped() const override { return assembler_.dropped(); }

  HidPosLayout layout_;
  HidPosAssembler assembler_;
};

// A scanner that looks at pictures: camera frames, or the simulated scanner, which is shown a code as an
// image file.
class ImageScanner final : public CodeSource {
 public:
  // Borrows both.
  ImageScanner(CodeFinder& finder, const Clock& clock) : finder_(finder), clock_(clock) {}
  // Holds a picture (PNG, JPEG or PGM bytes) before the scanner; it is decoded in poll(). At most 16 wait:
  // Busy.
  Result<void> show(Bytes image_file);
  Result<void> show(Image image);
  // From now on poll() answers Disconnected, until plugged again.
  void set_plugged(bool plugged) { plugged_ = plugged; }

  Result<std::optional<ScannedCode>> poll() override;
  void discard() override;

 private:
  struct Shown {
    Bytes file;
    Image image;
  };
  CodeFinder& finder_;
  const Clock& clock_;
  std::deque<Shown> waiting_;
  bool plugged_ = true;
};

}  // namespace yitang::devices
