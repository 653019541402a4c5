#include <algorithm>

#include "key_file_support.hpp"
#include "storage/file_system.hpp"
#include "storage/host_key.hpp"
#include "storage/key_file_format.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::contents;
using testing::host_in;
using testing::must;
using testing::overwrite;
using testing::PlayedTpm;
using testing::same;
using testing::secret_text;
using testing::TemporaryDirectory;

constexpr std::string_view kPhrase = "seven small red boats";

struct KeySlotsTest : ::testing::Test {
  TemporaryDirectory directory;
  SeededRandom random{3};
  std::filesystem::path path = directory / "keys";
  HostBinding host = host_in(directory);
  HostBinding elsewhere{directory / "other/host.key", host.hardware_id};
  std::shared_ptr<PlayedTpm> tpm = std::make_shared<PlayedTpm>();
  KeyFile keys = must(KeyFile::create(path, host, random, system_disk(), 1000));

  HostBinding with_tpm(HostBinding binding) const {
    binding.sealer = tpm;
    return binding;
  }
  static HostBinding with_phrase(HostBinding binding, std::string_view phrase = kPhrase) {
    binding.passphrase = std::make_shared<const SecretBytes>(secret_text(phrase));
    return binding;
  }
  std::uint32_t add_phrase() {
    return must(keys.add_passphrase_slot(secret_text(kPhrase), kLeastPassphraseCost, random, 2000));
  }
  SlotState state_of(std::uint32_t id, const HostBinding& binding) {
    for (const SlotReport& report : must(KeyFile::inspect(path, binding))) {
      if (report.id == id) return report.state;
    }
    throw std::runtime_error("no such slot");
  }
  KeyFileImage image() { return must(parse_key_file(must(read_file(path, kMaxKeyFileSize)))); }
};

TEST_F(KeySlotsTest, APassphraseOpensOnAnotherMachine) {
  const std::uint32_t id = add_phrase();
  EXPECT_EQ(id, 2U);
  const KeyFile opened = must(KeyFile::open(path, with_phrase(elsewhere)));
  EXPECT_EQ(opened.opened_by(), id);
  EXPECT_TRUE(same(opened.keys(), keys.keys()));
  EXPECT_EQ(code_of(KeyFile::open(path, elsewhere)), ErrorCode::KeysLocked);
  EXPECT_EQ(code_of(KeyFile::open(path, with_phrase(elsewhere, "eight"))), ErrorCode::KeysLocked);
  EXPECT_EQ(state_of(id, elsewhere), SlotState::NeedsPassphrase);
  EXPECT_EQ(state_of(id, with_phrase(elsewhere, "eight")), SlotState::WrongPassphrase);
  EXPECT_EQ(state_of(1, elsewhere), SlotState::NoHostKey);
}

TEST_F(KeySlotsTest, WhatNeedsNoPersonIsTriedFirst) {
  add_phrase();
  const std::uint32_t tpm_slot = must(keys.add_tpm_slot(*tpm, kDefaultPcrs, random, 3000));
  EXPECT_EQ(must(KeyFile::open(path, with_phrase(with_tpm(host)))).opened_by(), tpm_slot);
  tpm->present = false;
  EXPECT_EQ(must(KeyFile::open(path, with_phrase(with_tpm(host)))).opened_by(), 1U);
}

TEST_F(KeySlotsTest, ATpmSlotSaysWhyItStaysShut) {
  const std::uint32_t id = must(keys.add_tpm_slot(*tpm, kDefaultPcrs, random, 3000));
  EXPECT_TRUE(same(must(KeyFile::open(path, with_tpm(elsewhere))).keys(), keys.keys()));
  tpm->measured = 2;
  EXPECT_EQ(state_of(id, with_tpm(elsewhere)), SlotState::TpmChanged);
  const auto refused = KeyFile::open(path, with_tpm(elsewhere));
  EXPECT_EQ(code_of(refused), ErrorCode::KeysLocked);
  EXPECT_NE(refused.error().message.find("slot 2 (tpm): TpmChanged"), std::string::npos);
  tpm->chip = 2;
  EXPECT_EQ(state_of(id, with_tpm(elsewhere)), SlotState::TpmForeign);
  tpm->present = false;
  EXPECT_EQ(state_of(id, with_tpm(elsewhere)), SlotState::TpmAbsent);
  EXPECT_EQ(state_of(id, elsewhere), SlotState::TpmAbsent);
  EXPECT_EQ(code_of(keys.add_tpm_slot(*tpm, kDefaultPcrs, random, 1)), ErrorCode::TpmAbsent);
  tpm->present = true;
  EXPECT_EQ(code_of(keys.add_tpm_slot(*tpm, 1U << 24, random, 1)), ErrorCode::Misuse);
  EXPECT_EQ(code_of(keys.add_tpm_slot(*tpm, 0, random, 1)), ErrorCode::Misuse);
}

TEST_F(KeySlotsTest, TheBackOfficeOpensWithItsPrivateKeyAnywhere) {
  const RecoveryKeyPair pair = make_recovery_key(random);
  const std::uint32_t id = must(keys.add_recovery_slot(pair.public_key, random, 4000));
  EXPECT_EQ(state_of(id, host), SlotState::NeedsRecoveryKey);
  KeyFile opened = must(KeyFile::open_with_recovery_key(path, pair));
  EXPECT_EQ(opened.opened_by(), id);
  EXPECT_TRUE(same(opened.keys(), keys.keys()));
  EXPECT_EQ(code_of(KeyFile::open_with_recovery_key(path, make_recovery_key(random))), ErrorCode::KeysLocked);

  must(ensure_host_key(elsewhere.host_key_path, random));
  must(opened.add_host_slot(elsewhere, random, 5000));
  EXPECT_TRUE(same(must(KeyFile::open(path, elsewhere)).keys(), keys.keys()));
  const auto reports = must(KeyFile::inspect(path, elsewhere));
  EXPECT_EQ(reports.at(1).recovery_key, pair.public_key);
  EXPECT_EQ(reports.at(1).created, 4000);
}

TEST_F(KeySlotsTest, TheLastSlotThatOpensStays) {
  const std::uint32_t phrase = add_phrase();
  must(keys.add_recovery_slot(make_recovery_key(random).public_key, random, 1));
  EXPECT_EQ(code_of(keys.remove_slot(1, host, random)), ErrorCode::KeysLocked);
  EXPECT_EQ(code_of(keys.remove_slot(1, with_phrase(host, "wrong"), random)), ErrorCode::KeysLocked);
  must(keys.remove_slot(1, with_phrase(host), random));
  EXPECT_EQ(code_of(KeyFile::open(path, host)), ErrorCode::KeysLocked);
  EXPECT_EQ(must(KeyFile::open(path, with_phrase(host))).opened_by(), phrase);
  EXPECT_EQ(code_of(keys.remove_slot(phrase, with_phrase(host), random)), ErrorCode::KeysLocked);
  EXPECT_EQ(code_of(keys.remove_slot(1, with_phrase(host), random)), ErrorCode::NotFound);
}

TEST_F(KeySlotsTest, NumbersOfSlotsAreNeverUsedTwice) {
  const std::uint32_t first = add_phrase();
  must(keys.remove_slot(first, host, random));
  EXPECT_EQ(add_phrase(), first + 1);
}

TEST_F(KeySlotsTest, SixteenSlotsAreTheMost) {
  for (int i = 0; i < 15; ++i) must(keys.add_host_slot(host, random, 1));
  EXPECT_EQ(code_of(keys.add_host_slot(host, random, 1)), ErrorCode::TooLarge);
  EXPECT_TRUE(KeyFile::open(path, host));
}

TEST_F(KeySlotsTest, SomebodyElsesChangeIsNotLost) {
  KeyFile other = must(KeyFile::open(path, host));
  must(other.add_host_slot(host, random, 1));
  EXPECT_EQ(code_of(keys.add_host_slot(host, random, 1)), ErrorCode::Locked);
  EXPECT_EQ(image().slots.size(), 2U);
}

// What somebody without the keys can do to the file, with a right checksum: it is found, never obeyed.
TEST_F(KeySlotsTest, SlotsCannotBeTakenOutSwappedOrPutIn) {
  add_phrase();
  const RecoveryKeyPair pair = make_recovery_key(random);
  must(keys.add_recovery_slot(pair.public_key, random, 4000));
  const KeyFileImage good = image();
  const auto try_with = [&](KeyFileImage changed) {
    overwrite(path, "");
    must(write_file_durably(path, encode_key_file(changed)));
    return code_of(KeyFile::open(path, host));
  };
  KeyFileImage changed = good;
  changed.slots.pop_back();
  EXPECT_EQ(try_with(changed), ErrorCode::BadKeyFile);
  EXPECT_EQ(code_of(KeyFile::inspect(path, host)), ErrorCode::BadKeyFile);
  changed = good;
  std::swap(changed.slots[0], changed.slots[1]);
  EXPECT_EQ(try_with(changed), ErrorCode::BadKeyFile);
  changed = good;
  const RecoveryKeyPair thief = make_recovery_key(random);
  std::copy(thief.public_key.begin(), thief.public_key.end(), changed.slots[2].parameters.begin());
  EXPECT_EQ(try_with(changed), ErrorCode::BadKeyFile);
  changed = good;
  changed.generation += 1;
  EXPECT_EQ(try_with(changed), ErrorCode::BadKeyFile);
  changed = good;
  changed.slots[0].created += 1;  // of the slot itself: its wrapping does not hold any more
  EXPECT_EQ(try_with(changed), ErrorCode::KeysLocked);
  changed = good;
  changed.slots.push_back(KeySlot{77, 4, 0, Bytes{1}, Bytes(kWrappedMasterSize)});
  changed.last_slot_id = 4;
  EXPECT_EQ(try_with(changed), ErrorCode::BadKeyFile);
}

TEST_F(KeySlotsTest, ANewMasterMakesOldSlotsUselessAndKeepsTheKeys) {
  add_phrase();
  const RecoveryKeyPair pair = make_recovery_key(random);
  must(keys.add_recovery_slot(pair.public_key, random, 1));
  must(keys.add_tpm_slot(*tpm, kDefaultPcrs, random, 1));
  const KeyFileImage before = image();
  EXPECT_EQ(code_of(keys.rotate(with_tpm(host), random)), ErrorCode::KeysLocked);  // no passphrase given
  EXPECT_EQ(image(), before);
  must(keys.rotate(with_phrase(with_tpm(host)), random));
  const KeyFileImage after = image();
  EXPECT_NE(after.file_id, before.file_id);
  for (std::size_t i = 0; i < after.slots.size(); ++i) {
    EXPECT_EQ(after.slots[i].id, before.slots[i].id);
    EXPECT_NE(after.slots[i].wrapped, before.slots[i].wrapped);
  }
  EXPECT_TRUE(same(must(KeyFile::open(path, host)).keys(), keys.keys()));
  EXPECT_TRUE(same(must(KeyFile::open(path, with_phrase(elsewhere))).keys(), keys.keys()));
  EXPECT_TRUE(same(must(KeyFile::open(path, with_tpm(elsewhere))).keys(), keys.keys()));
  EXPECT_TRUE(same(must(KeyFile::open_with_recovery_key(path, pair)).keys(), keys.keys()));
}

TEST_F(KeySlotsTest, AChangeOfTheHostKeyOpensAtEveryStep) {
  const std::string old_key = contents(host.host_key_path);
  must(begin_host_key_change(host.host_key_path, random));
  must(begin_host_key_change(host.host_key_path, random));  // once more after a crash: the same new key
  EXPECT_TRUE(KeyFile::open(path, host));
  must(keys.rotate(host, random));
  EXPECT_TRUE(KeyFile::open(path, host));
  must(finish_host_key_change(host.host_key_path));
  must(finish_host_key_change(host.host_key_path));
  EXPECT_TRUE(KeyFile::open(path, host));
  EXPECT_NE(contents(host.host_key_path), old_key);
  overwrite(host.host_key_path, old_key);
  EXPECT_EQ(code_of(KeyFile::open(path, host)), ErrorCode::KeysLocked);
}

TEST_F(KeySlotsTest, BothDatabaseKeysAreKeptUntilItIsSettled) {
  const SecretBytes before = SecretBytes::copy_of(keys.keys().database_key.view());
  EXPECT_TRUE(keys.next_database_key().empty());
  must(keys.prepare_database_key(random));
  EXPECT_EQ(code_of(keys.prepare_database_key(random)), ErrorCode::Misuse);
  KeyFile opened = must(KeyFile::open(path, host));
  EXPECT_TRUE(same(opened.keys().database_key, before));
  const SecretBytes next = SecretBytes::copy_of(opened.next_database_key());
  EXPECT_EQ(next.size(), kDatabaseKeySize);
  must(opened.settle_database_key(KeyFile::DatabaseKey::Next, random));
  const KeyFile settled = must(KeyFile::open(path, host));
  EXPECT_TRUE(same(settled.keys().database_key, next));
  EXPECT_TRUE(settled.next_database_key().empty());
  EXPECT_TRUE(same(settled.keys().blind_index_key, keys.keys().blind_index_key));
}

TEST_F(KeySlotsTest, ImpossibleFilesAreRefused) {
  KeyFileImage changed = image();
  changed.slots.clear();
  EXPECT_EQ(code_of(parse_key_file(encode_key_file(changed))), ErrorCode::BadKeyFile);
  changed = image();
  changed.slots.assign(17, changed.slots[0]);
  EXPECT_EQ(code_of(parse_key_file(encode_key_file(changed))), ErrorCode::BadKeyFile);
  changed = image();
  changed.slots.push_back(changed.slots[0]);  // the same number twice
  EXPECT_EQ(code_of(parse_key_file(encode_key_file(changed))), ErrorCode::BadKeyFile);
  changed = image();
  changed.last_slot_id = 0;
  EXPECT_EQ(code_of(parse_key_file(encode_key_file(changed))), ErrorCode::BadKeyFile);
}

TEST(KeySlotParameters, OutOfBoundsIsMalformed) {
  EXPECT_FALSE(parse_passphrase_parameters(encode(PassphraseParameters{{17, 8192}, Bytes(16)})));
  EXPECT_FALSE(parse_passphrase_parameters(encode(PassphraseParameters{{1, 0xffffffff}, Bytes(16)})));
  EXPECT_FALSE(parse_passphrase_parameters(encode(PassphraseParameters{{1, 8192}, Bytes(15)})));
  EXPECT_FALSE(parse_passphrase_parameters(encode(PassphraseParameters{{1, 8192}, Bytes(17)})));
  EXPECT_FALSE(parse_tpm_parameters(encode(TpmParameters{0, Bytes(9)})));
  EXPECT_FALSE(parse_tpm_parameters(encode(TpmParameters{1U << 24, Bytes(9)})));
  EXPECT_FALSE(parse_tpm_parameters(encode(TpmParameters{1, {}})));
  EXPECT_FALSE(parse_recovery_parameters(Bytes(111)));
  EXPECT_TRUE(parse_recovery_parameters(Bytes(112)));
}

}  // namespace
}  // namespace yitang::storage
