// To stop, or do something else, at each step of a publisher.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "pipeline/publish/target.h"

namespace kancelli {

// A target that calls `step` before and after each thing it does.
class SteppedTarget : public Target {
 public:
  SteppedTarget(std::unique_ptr<Target> target, std::function<void()> step)
      : target_(std::move(target)), step_(std::move(step)) {}

  std::vector<std::string> releases() override {
    return stepped([&] { return target_->releases(); });
  }
  std::string active() override {
    return stepped([&] { return target_->active(); });
  }
  std::string read(const std::string& release, const std::string& path) override {
    return stepped([&] { return target_->read(release, path); });
  }
  std::vector<std::string> paths(const std::string& release) override {
    return stepped([&] { return target_->paths(release); });
  }
  void begin(const std::string& release) override {
    stepped([&] { return target_->begin(release), 0; });
  }
  void put(const std::string& path, std::string_view bytes) override {
    stepped([&] { return target_->put(path, bytes), 0; });
  }
  void put_again(const std::string& path, const std::string& from_release) override {
    stepped([&] { return target_->put_again(path, from_release), 0; });
  }
  std::string staged(const std::string& path) override {
    return stepped([&] { return target_->staged(path); });
  }
  void seal() override {
    stepped([&] { return target_->seal(), 0; });
  }
  void activate(const std::string& release) override {
    stepped([&] { return target_->activate(release), 0; });
  }
  void remove(const std::string& release) override {
    stepped([&] { return target_->remove(release), 0; });
  }

 private:
  template <typename Act>
  std::invoke_result_t<Act> stepped(const Act& act) {
    step_();
    auto result = act();
    step_();
    return result;
  }

  std::unique_ptr<Target> target_;
  std::function<void()> step_;
};

}  // namespace kancelli
