#include "pipeline/publish/tar_file.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

using Files = std::map<std::string, std::string>;

std::string tar_of(const Files& files) {
  std::string tar;
  write_tar(files, [&](std::string_view bytes) { tar += bytes; });
  return tar;
}

Files files_in(const std::string& tar) {
  Files files;
  const auto read = [&](std::uint64_t offset, std::size_t count) {
    return offset > tar.size() ? "" : tar.substr(static_cast<std::size_t>(offset), count);
  };
  for (const auto& [path, entry] : read_tar(read, tar.size()))
    files[path] = tar.substr(static_cast<std::size_t>(entry.offset), static_cast<std::size_t>(entry.bytes));
  return files;
}

std::string refusal(const std::string& tar) {
  try {
    files_in(tar);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

// With the sum of the header at `at` made right again.
std::string summed(std::string tar, std::size_t at = 0) {
  tar.replace(at + 148, 8, "        ");
  unsigned sum = 0;
  for (std::size_t i = 0; i < 512; ++i) sum += static_cast<unsigned char>(tar[at + i]);
  char text[9];
  std::snprintf(text, sizeof text, "%06o", sum);
  return tar.replace(at + 148, 7, std::string(text, 6) + '\0');
}

std::string changed(std::string tar, std::size_t at, std::string_view text) {
  return summed(tar.replace(at, text.size(), text));
}

TEST(TarFile, GivesBackWhatWasWritten) {
  const std::string long_name(150, 'x'), longer(300, 'y');
  const Files files{{"a", ""},
                    {"b/c.txt", "text"},
                    {"b/æøå.txt", std::string(512, 'z')},
                    {std::string(90, 'f') + "/" + std::string(99, 'n'), "in two fields"},
                    {long_name + "/" + long_name, std::string(513, '\0')},
                    {longer, "long"}};
  const std::string tar = tar_of(files);
  EXPECT_EQ(tar.size() % 10240, 0u);
  EXPECT_EQ(files_in(tar), files);
  EXPECT_EQ(tar_of(files), tar);
  EXPECT_EQ(files_in(tar_of({})), Files{});
}

TEST(TarFile, WhatIsNoFileIsRefused) {
  const std::string tar = tar_of({{"file", "text"}});
  for (const char type : {'1', '2', '3', '4', '6', '7', 'g', 'L', 'K', 'S', 'V'})
    EXPECT_EQ(refusal(changed(tar, 156, std::string(1, type))),
              "the tar file cannot be used: it has an entry that is neither a file nor a folder")
        << type;
}

TEST(TarFile, PathsThatLeadOutAreRefused) {
  const std::string tar = tar_of({{"file", "text"}});
  for (const std::string path : {"/etc", "..", "../x", ".", "a//b", "a/./b"})
    EXPECT_EQ(refusal(changed(tar, 0, path + std::string(1, '\0'))),
              "the path " + path + " would lead out of the release");
  // What would change the reader's terminal is shown as it is written.
  EXPECT_EQ(refusal(changed(tar, 0, std::string("../\x1b[2J") + std::string(1, '\0'))),
            "the path ../\\u001b[2J would lead out of the release");
  // Also those in a pax header.
  std::string pax = tar_of({{"abæ", "text"}});
  pax.replace(pax.find("path=abæ"), 9, "path=/etc");
  EXPECT_EQ(refusal(pax), "the path /etc would lead out of the release");
}

TEST(TarFile, SizesThatCannotBeAreRefused) {
  const std::string tar = tar_of({{"file", "text"}});
  EXPECT_EQ(refusal(changed(tar, 124, "00000100000")), "the tar file cannot be used: it is cut off");
  EXPECT_EQ(refusal(changed(tar, 124, "77777777777")), "the tar file cannot be used: it is cut off");
  EXPECT_EQ(refusal(changed(tar, 124, "-0000000001")), "the tar file cannot be used: a number in it is none");
  EXPECT_EQ(refusal(changed(tar, 124, "\x80\xff\xff\xff\xff")),
            "the tar file cannot be used: a number in it is none");
}

TEST(TarFile, EveryCutAndEveryChangedHeaderIsFound) {
  const std::string tar = tar_of({{"file", "text"}, {"other", "text"}});
  for (std::size_t length = 0; length < 2560; length += 64)
    EXPECT_NE(refusal(tar.substr(0, length)), "") << length;
  for (std::size_t at = 0; at < 512; ++at) {
    if (at >= 154 && at < 156) continue;  // what ends the sum
    std::string damaged = tar;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x15);
    EXPECT_NE(refusal(damaged), "") << at;
  }
}

TEST(TarFile, APathTwiceAndWhatStandsBehindTheEndAreRefused) {
  const std::string tar = tar_of({{"file", "text"}});
  EXPECT_EQ(refusal(tar.substr(0, 1024) + tar), "the tar file cannot be used: file is in it twice");
  EXPECT_EQ(refusal(tar + tar), "the tar file cannot be used: something stands behind its end");
  EXPECT_EQ(refusal(tar + std::string(512, '\0')), "");
}

TEST(TarFile, APaxHeaderThatChangesMoreThanANameIsRefused) {
  std::string pax = tar_of({{"æ", "text"}});
  const std::size_t key = pax.find("path=");
  for (const std::string other : {"size", "link", "GNU."})
    EXPECT_NE(refusal(std::string(pax).replace(key, 4, other)), "") << other;
  for (const std::string length : {"99", "00", "x1", "+9"})
    EXPECT_NE(refusal(std::string(pax).replace(512, 2, length)), "") << length;
}

}  // namespace
}  // namespace kancelli
