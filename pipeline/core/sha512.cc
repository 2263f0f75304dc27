#include "pipeline/core/sha512.h"

#include <Poco/SHA2Engine.h>

namespace kancelli {

std::string sha512(std::string_view bytes) {
  Poco::SHA2Engine engine(Poco::SHA2Engine::SHA_512);
  engine.update(bytes.data(), bytes.size());
  return Poco::DigestEngine::digestToHex(engine.digest());
}

}  // namespace kancelli
