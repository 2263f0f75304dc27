#include "pipeline/publish/target.h"

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

void refuse_the_active_one(Target& target, const std::string& release) {
  if (target.active() == release)
    throw Error(tr("release {0} is the active one", {release}), tr("make another one active first"));
}

}  // namespace

void set_aside(Target& target, const std::string& release, const std::function<void()>& aside,
               const std::function<void()>& back) {
  refuse_the_active_one(target, release);
  aside();
  try {
    refuse_the_active_one(target, release);  // somebody made it so meanwhile
  } catch (const Error&) {
    back();
    throw;
  }
}

bool is_web_address(std::string_view to) {
  return to.find("://") != std::string_view::npos;
}

bool is_tar_name(std::string_view to) {
  return to.ends_with(".tar");
}

std::unique_ptr<Target> target_at(const std::string& to, const WebAccess& access) {
  if (is_web_address(to)) return webdav_target(to, access);
  return is_tar_name(to) ? tar_target(to) : folder_target(to);
}

}  // namespace kancelli
