#pragma once

#include <functional>

#include "engine/core/model/model.hpp"

namespace filrouge::dsl {

/// Does an expression, or any it is made of, those of its queries included, fit?
bool reads(const Model& model, ExprId id, const std::function<bool(const Expr&)>& fits);

}  // namespace filrouge::dsl
