#include "pipeline/publish/manifest.h"

#include <gtest/gtest.h>
