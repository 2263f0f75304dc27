// A folder on the real disk that releases are published to, gone again after the test.
#pragma once

#include <unistd.h>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace kancelli {

class ReleaseFolder : public testing::Test {
 protected:
  ReleaseFolder() {
    std::string pattern = testing::TempDir() + "kancelli-releases-XXXXXX";
    above_ = ::mkdtemp(pattern.data());
    folder_ = above_ + "/site";
  }
  ~ReleaseFolder() override { std::filesystem::remove_all(above_); }

  static std::string text_at(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static void write_at(const std::string& path, const std::string& text) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  std::string in_release(const std::string& release, const std::string& path) const {
    return folder_ + "/releases/" + release + "/" + path;
  }
  // Names in the folder and in releases/ that begin with a dot: what is under way.
  std::vector<std::string> under_way() const {
    std::vector<std::string> names;
    for (const std::string& place : {folder_, folder_ + "/releases"})
      if (std::filesystem::exists(place))
        for (const auto& entry : std::filesystem::directory_iterator(place))
          if (const std::string name = entry.path().filename(); name.starts_with(".")) names.push_back(name);
    return names;
  }

  std::string above_, folder_;
};

}  // namespace kancelli
